using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.VerifyToken;

/// <summary>Checks whether an access token or a refresh token is valid now.</summary>
public sealed record VerifyTokenQuery(Field<string> Token) : IRequest;
