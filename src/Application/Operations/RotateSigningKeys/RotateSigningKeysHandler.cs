using CleanAuth.Application.Abstractions.Tokens;
using MediatR;

namespace CleanAuth.Application.Operations.RotateSigningKeys;

internal sealed class RotateSigningKeysHandler(ISigningKeyManager keys) : IRequestHandler<RotateSigningKeysCommand, string>
{
    public async Task<string> Handle(RotateSigningKeysCommand command, CancellationToken cancellationToken)
    {
        if (command.RevokedKeyId is { } keyId)
        {
            await keys.RevokeAsync(keyId, cancellationToken);
        }

        return await keys.RotateAsync(cancellationToken);
    }
}
