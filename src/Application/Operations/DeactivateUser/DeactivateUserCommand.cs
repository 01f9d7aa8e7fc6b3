using MediatR;

namespace CleanAuth.Application.Operations.DeactivateUser;

/// <summary>Deactivates an account and revokes its tokens.</summary>
public sealed record DeactivateUserCommand(string Email) : IRequest;
