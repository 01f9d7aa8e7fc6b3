using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Tokens.ObtainTokenPair;

/// <summary>Exchanges an email address and a password for a pair of tokens.</summary>
public sealed record ObtainTokenPairCommand(Field<string> Email, Field<string> Password) : IRequest<TokenPair>;
