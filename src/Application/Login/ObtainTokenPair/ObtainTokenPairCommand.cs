using CleanAuth.Application.Tokens;
using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Login.ObtainTokenPair;

/// <summary>Exchanges an email address and a password for a pair of tokens.</summary>
public sealed record ObtainTokenPairCommand(Field<string> Email, Field<string> Password) : IRequest<TokenPair>;
