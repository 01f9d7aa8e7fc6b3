using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.VerifyToken;

/// <summary>Asks whether a token, of either kind, would be accepted now.</summary>
public sealed record VerifyTokenQuery(Field<string> Token) : IRequest;
