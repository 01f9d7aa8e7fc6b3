using MediatR;

namespace CleanAuth.Application.Operations.DeleteUser;

/// <summary>Deletes an account and all that belongs to it, on an operator's word.</summary>
public sealed record DeleteUserCommand(string Email) : IRequest;
