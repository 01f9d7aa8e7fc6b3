namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>A route of the pages, and its status for each kind of caller.</summary>
internal sealed record PageRoute(string Name, string Anonymous, string Staff, string Superuser)
{
    public bool IsPost => Name.StartsWith("POST ", StringComparison.Ordinal);

    public string Path => Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    public override string ToString() => Name;
}
