using MediatR;

namespace CleanAuth.Application.Operations.DeactivateUser;

/// <summary>Shuts an account; its tokens are refused from now on.</summary>
public sealed record DeactivateUserCommand(string Email) : IRequest;
