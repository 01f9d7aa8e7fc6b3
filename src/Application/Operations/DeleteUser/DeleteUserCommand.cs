using MediatR;

namespace CleanAuth.Application.Operations.DeleteUser;

/// <summary>Deletes an account and its data, for the operator.</summary>
public sealed record DeleteUserCommand(string Email) : IRequest;
