using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Login.RequestLoginCode;

/// <summary>Has a code to log in with sent to an address, where it has an account; the caller cannot tell.</summary>
public sealed record RequestLoginCodeCommand(Field<string> Email) : IRequest<LoginCodeDto>;

/// <summary>What the browser that asked for a code shows together with it.</summary>
public sealed record LoginCodeDto(string Nonce)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static LoginCodeDto Example => new(ExampleData.Secret);

    /// <summary>No nonce: it is half of what one logs in with.</summary>
    public override string ToString() => nameof(LoginCodeDto);
}
