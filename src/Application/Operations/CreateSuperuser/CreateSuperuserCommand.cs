using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Operations.CreateSuperuser;

/// <summary>Creates a superuser. Returns the id of the account.</summary>
public sealed record CreateSuperuserCommand(Field<string> Email, Field<string> Username, Field<string> Password) : IRequest<Guid>;
