using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.Admin.Users;

/// <summary>A page of accounts.</summary>
/// <param name="Results">The accounts.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record UsersPageDto(IReadOnlyList<UserRowDto> Results, string? Next)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static UsersPageDto Example => new([UserRowDto.Example], Next: "MS0wMThmNGYyZTdkNWM3YzNhOWIxZTNmMGY0YzlkMmE2MQ");
}
