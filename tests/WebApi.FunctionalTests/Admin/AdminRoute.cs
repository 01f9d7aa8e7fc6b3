namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>A route of the admin, and who may call it.</summary>
/// <param name="Route">Its method and template, as the endpoint has them.</param>
/// <param name="Needs">The permission that it takes, or <see cref="Superuser"/>; null where all staff may call it.</param>
/// <param name="Success">What those who may get.</param>
/// <param name="Json">A good body, where it takes one.</param>
/// <param name="Of">Whose id it takes: the user's, or that of a session, a token or a group.</param>
internal sealed record AdminRoute(string Route, string? Needs, int Success, string? Json = null, string Of = "user")
{
    public const string Superuser = "superuser";

    public string Method => Route.Split(' ')[0];

    public string Template => Route.Split(' ')[1].Replace("{id:guid}", $"{{{Of}}}", StringComparison.Ordinal);

    public override string ToString() => Route;
}
