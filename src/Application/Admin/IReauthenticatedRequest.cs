using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Admin;

/// <summary>
/// A staff request that requires a recent login: the session must be younger than
/// <see cref="Accounts.AccountOptions.ReauthenticationLifetime"/>, or the request must contain the caller's password.
/// <see cref="NeedsReauthenticationAttribute"/> marks requests that always require it; without the attribute the handler decides.
/// </summary>
public interface IReauthenticatedRequest : IStaffRequest
{
    /// <summary>The session of the caller. A refresh does not make the session younger.</summary>
    Guid SessionId { get; }

    /// <summary>The password of the caller; absent if they did not send it.</summary>
    Field<string> CurrentPassword { get; }
}

/// <summary>The pipeline refuses this <see cref="IReauthenticatedRequest"/> without a recent login or the current password.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsReauthenticationAttribute : Attribute;
