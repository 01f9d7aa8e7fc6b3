using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>A request that somebody may send. Words such as <c>${ACCESS}</c> stand for what only the running test knows.</summary>
internal sealed record FuzzedRequest(string Method, string Path, string? ContentType, string? Authorization, string? Body)
{
    /// <summary>What is shorter or more usual, to find the least of what fails.</summary>
    public IEnumerable<FuzzedRequest> Smaller()
    {
        if (Authorization is not null and not "Bearer ${ACCESS}")
        {
            yield return this with { Authorization = null };
        }

        if (ContentType is not null and not "application/json")
        {
            yield return this with { ContentType = "application/json" };
        }

        if (Body is null)
        {
            yield break;
        }

        yield return this with { Body = null };
        for (int size = Body.Length / 2; size > 0; size /= 2)
        {
            for (int start = 0; start + size <= Body.Length; start += size)
            {
                yield return this with { Body = Body.Remove(start, size) };
            }
        }
    }

    public override string ToString() =>
        $"{Method} {Path}\nContent-Type: {ContentType}\nAuthorization: {Authorization}\n\n{Shown(Body)}";

    private static string Shown(string? body)
    {
        StringBuilder shown = new();
        foreach (char character in body ?? "(no body)")
        {
            shown.Append(character is >= ' ' and <= '~' ? $"{character}" : $"\\u{(int)character:x4}");
        }

        return shown.ToString();
    }
}
