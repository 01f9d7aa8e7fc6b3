using MediatR;

namespace CleanAuth.Application.Operations.ActivateUser;

/// <summary>Opens a deactivated account again.</summary>
public sealed record ActivateUserCommand(string Email) : IRequest;
