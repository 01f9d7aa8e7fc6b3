using CleanAuth.Application.Accounts;
using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.CurrentUser.UpdateCurrentUser;

/// <summary>Changes the caller's account. Absent members stay unchanged.</summary>
public sealed record UpdateCurrentUserCommand(Guid UserId, Guid SessionId) : IRequest<CurrentUserDto>
{
    public Field<string> Email { get; init; }

    public Field<string> Username { get; init; }

    public Field<string> Password { get; init; }

    public Field<string> CurrentPassword { get; init; }

    public Field<string> Bio { get; init; }

    public Field<string> FullName { get; init; }

    public Field<DateOnly> BirthDate { get; init; }

    public Field<string> Language { get; init; }

    internal ProfileChanges ToChanges() => new(Email, Username, FullName, Bio, BirthDate, Language);
}
