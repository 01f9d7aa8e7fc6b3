using CleanAuth.Application.Tokens;
using CleanAuth.Application.Validation;

namespace CleanAuth.ArchitectureTests.Violators;

internal sealed record PrintedPasswordCommand(string Email, string Password);

internal sealed record PrintedKeyOptions
{
    public string? SigningKey { get; init; }
}

internal sealed record PrintedTokens(string[] Tokens)
{
    public override string ToString() => string.Join(' ', Tokens);
}

internal sealed record NestedSecretDto(PrintedPasswordCommand Command);

internal sealed record KeptSecret(Field<string> Password, TokenPair Tokens);
