using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Admin;

/// <summary>
/// A staff request that takes more than an access token or an open page: the session must be younger than
/// <see cref="Accounts.AccountOptions.ReauthenticationLifetime"/>, or the request must carry the caller's password.
/// <see cref="NeedsReauthenticationAttribute"/> says that every such request needs it; without the attribute the handler decides.
/// </summary>
public interface IReauthenticatedRequest : IStaffRequest
{
    /// <summary>The session of the caller. A refreshed token belongs to the session of its login.</summary>
    Guid SessionId { get; }

    /// <summary>The password of the caller, where they sent it.</summary>
    Field<string> CurrentPassword { get; }
}

/// <summary>The pipeline refuses this <see cref="IReauthenticatedRequest"/> without a recent login or the current password.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsReauthenticationAttribute : Attribute;
