using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Operations.CreateSuperuser;

/// <summary>Opens an account that may do everything; answers its id.</summary>
public sealed record CreateSuperuserCommand(Field<string> Email, Field<string> Username, Field<string> Password) : IRequest<Guid>;
