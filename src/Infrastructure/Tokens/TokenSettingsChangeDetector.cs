using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Warns at start if changed settings invalidate all former tokens and log everyone out.</summary>
internal sealed partial class TokenSettingsChangeDetector(
    AuthDbContext context,
    JwtOptions options,
    TimeProvider clock,
    ILogger<TokenSettingsChangeDetector> logger)
{
    private DateTimeOffset Now => clock.GetUtcNow();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach ((int index, FormerTokenOptions former) in options.Former.Index())
        {
            if (Now >= former.Until)
            {
                FormerExpired(logger, index, former.Until.Value);
            }
        }

        LastTokenSettings current = LastTokenSettings.Create(options.Issuer, options.Audience, options.Algorithm, options.SigningKey);
        LastTokenSettings? last = await context.LastTokenSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (last is not null && last.AcceptsSameTokensAs(current))
        {
            return;
        }

        if (last is not null)
        {
            Report(last, current);
        }

        await TrySaveAsync(current, cancellationToken);
    }

    private void Report(LastTokenSettings last, LastTokenSettings current)
    {
        string changes = string.Join("; ", Changes(last, current));
        if (options.Former.FirstOrDefault(former => IsAccepted(last, former)) is { } accepted)
        {
            FormerAccepted(logger, changes, accepted.Until!.Value);
            return;
        }

        SettingsChanged(logger, changes);
    }

    private bool IsAccepted(LastTokenSettings last, FormerTokenOptions former) =>
        Now < former.Until
        && last.AcceptsSameTokensAs(LastTokenSettings.Create(
            former.Issuer ?? options.Issuer,
            former.Audience ?? options.Audience,
            former.Algorithm!.Value,
            former.SigningKey));

    private static IEnumerable<string> Changes(LastTokenSettings last, LastTokenSettings current)
    {
        if (last.Issuer != current.Issuer)
        {
            yield return $"Tokens:Issuer was {last.Issuer} and is {current.Issuer}";
        }

        if (last.Audience != current.Audience)
        {
            yield return $"Tokens:Audience was {last.Audience} and is {current.Audience}";
        }

        if (last.Algorithm != current.Algorithm)
        {
            yield return $"Tokens:Algorithm was {last.Algorithm} and is {current.Algorithm}";
        }
        else if (last.SecretHash != current.SecretHash)
        {
            yield return "Tokens:SigningKey has changed";
        }
    }

    // The service runs without this row, and compares again at the next start.
    private async Task TrySaveAsync(LastTokenSettings current, CancellationToken cancellationToken)
    {
        try
        {
            await context.WriteAsync(
                async token =>
                {
                    await context.LastTokenSettings.ExecuteDeleteAsync(token);
                    context.LastTokenSettings.Add(current);
                    await context.SaveChangesAsync(token);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception exception) when (exception is DbUpdateException or DbException)
        {
            // Another instance has saved the row at the same time, or the database accepts no writes.
        }
    }

    [LoggerMessage(4011, LogLevel.Warning,
        "The token settings have changed since the last start: {Changes}. All earlier tokens are refused, so all users must log in again. "
        + "To accept them for a while, add the previous settings to Tokens:Former.")]
    private static partial void SettingsChanged(ILogger logger, string changes);

    [LoggerMessage(4012, LogLevel.Information,
        "The token settings have changed since the last start: {Changes}. "
        + "Earlier tokens are accepted until {Until:u} because of Tokens:Former.")]
    private static partial void FormerAccepted(ILogger logger, string changes, DateTimeOffset until);

    [LoggerMessage(4013, LogLevel.Warning, "Tokens:Former:{Index} expired at {Until:u} and is ignored. Remove it.")]
    private static partial void FormerExpired(ILogger logger, int index, DateTimeOffset until);
}
