using MediatR;

namespace CleanAuth.Application.Operations.ActivateUser;

/// <summary>Activates an account.</summary>
public sealed record ActivateUserCommand(string Email) : IRequest;
