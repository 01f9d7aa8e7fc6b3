using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Login.RequestLoginCode;

/// <summary>Sends a login code to an address, if it has an account. The response does not reveal whether it has one.</summary>
public sealed record RequestLoginCodeCommand(Field<string> Email) : IRequest<LoginCodeDto>;

/// <summary>The nonce that the browser must send together with the code.</summary>
public sealed record LoginCodeDto(string Nonce)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static LoginCodeDto Example => new(ExampleData.Secret);

    /// <summary>Omits the nonce, which is one half of the credentials of the login.</summary>
    public override string ToString() => nameof(LoginCodeDto);
}
