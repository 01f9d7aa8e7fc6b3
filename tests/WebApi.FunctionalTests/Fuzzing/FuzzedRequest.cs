using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>A generated request. Words such as <c>{access}</c> stand for values of the running test.</summary>
internal sealed record FuzzedRequest(string Method, string Path, string? ContentType, string? Authorization, string? Body)
{
    /// <summary>Shorter or more common requests, to shrink a request that fails.</summary>
    public IEnumerable<FuzzedRequest> Smaller()
    {
        if (Authorization is not null and not "Bearer {access}")
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
