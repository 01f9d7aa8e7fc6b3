using CleanAuth.Application.Admin.Users.BulkUpdateUsers;

namespace CleanAuth.WebApi.AdminPages.Users.List;

/// <summary>An action on the selected accounts of the list.</summary>
public sealed class BulkForm
{
    // The name Action would bind the route value "action".
    public string? Act { get; set; }

    public List<Guid> Ids { get; set; } = [];

    /// <summary>The URL of the list to return to.</summary>
    public string? Back { get; set; }

    public BulkUpdateUsersCommand ToCommand(Guid callerId) => new(callerId, Act, Ids);

    /// <summary>The result as a sentence.</summary>
    public static string ToSentence(BulkResultDto result) => result.Refused.Count == 0
        ? $"Applied to {Count(result.Done.Count)}."
        : $"Applied to {Count(result.Done.Count)}, refused for {result.Refused.Count}: "
            + string.Join(" ", result.Refused.Select(refused => refused.Detail).Distinct());

    private static string Count(int accounts) => accounts == 1 ? "1 account" : $"{accounts} accounts";
}
