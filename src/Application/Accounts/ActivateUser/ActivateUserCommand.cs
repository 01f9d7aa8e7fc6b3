using MediatR;

namespace CleanAuth.Application.Accounts.ActivateUser;

/// <summary>Opens a deactivated account again.</summary>
public sealed record ActivateUserCommand(string Email) : IRequest;
