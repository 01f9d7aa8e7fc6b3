using CleanAuth.Infrastructure.Persistence;

using static CleanAuth.WebApi.FunctionalTests.Capabilities.VoidingAct;

namespace CleanAuth.WebApi.FunctionalTests.Capabilities;

/// <summary>
/// The table "Capabilities" of <c>docs/security.md</c>: each capability works, and stops working after each act that voids it.
/// </summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class CapabilityTests(DatabaseProvider provider)
{
    /// <summary>The acts that void each capability. The document is compared with this table.</summary>
    public static readonly (Capability Capability, VoidingAct[] Acts)[] Table =
    [
        (
            Capability.VerificationLink,
            [Used, After(TimeSpan.FromDays(1), "after a day"), AddressChanged, AddressProven, Deactivated, Deleted, RightsGranted]),
        (Capability.ResetLink, [Used, After(TimeSpan.FromMinutes(30), "after 30 minutes"), PasswordChangedAfterVerification, PasswordReset, PasswordSetByStaff, AddressChanged, AddressProven, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved]),
        (Capability.ConfirmationLink, [Used, After(TimeSpan.FromMinutes(30), "after 30 minutes"), PasswordChanged, PasswordReset, PasswordSetByStaff, AnotherAddressRequested, AddressProven, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved]),
        (Capability.UndoLink, [Used, After(TimeSpan.FromDays(7), "after 7 days"), Deleted, RightsGranted, RightsRemoved]),
        (Capability.LoginLink, [Used, After(TimeSpan.FromMinutes(10), "after 10 minutes"), PasswordChangedAfterVerification, PasswordReset, PasswordSetByStaff, AddressChanged, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved]),
        (Capability.LoginCode, [Used, After(TimeSpan.FromMinutes(10), "after 10 minutes"), FiveWrongCodes, PasswordChangedAfterVerification, PasswordReset, PasswordSetByStaff, AddressChanged, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved]),
        (Capability.ReportLink, [Used, After(TimeSpan.FromDays(7), "after 7 days"), AddressProven, Deleted, RightsGranted, RightsRemoved]),
        (Capability.RestoreLink, [Used, After(TimeSpan.FromDays(7), "after 7 days"), AddressChanged, ActivatedByStaff, DeactivatedByStaff]),
        (Capability.WaitingEmail, [AddressProven, Deactivated, Deleted, RightsGranted, RightsRemoved]),
        (Capability.AccessToken, [After(TimeSpan.FromMinutes(5), "after 5 minutes"), LoggedOut, SessionEnded, AllSessionsEnded, SessionsEndedByStaff, TokenReused, PasswordChanged, PasswordReset, PasswordSetByStaff, AddressProven, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved, KeyRevoked]),
        (Capability.RefreshToken, [After(TimeSpan.FromDays(1), "after a day"), LoggedOut, SessionEnded, AllSessionsEnded, SessionsEndedByStaff, TokenReused, PasswordChanged, PasswordReset, PasswordSetByStaff, AddressProven, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved, KeyRevoked]),
        (Capability.AdminCookie, [After(TimeSpan.FromMinutes(30), "after 30 minutes"), LeftPages, SessionsEndedByStaff, PasswordChanged, PasswordReset, PasswordSetByStaff, Deactivated, DeactivatedAndActivated, Deleted, RightsGranted, RightsRemoved]),
        (Capability.Form, [LeftPages, AnotherPersonLoggedIn, SessionsEndedByStaff, PasswordChanged, Deactivated, Deleted]),
        (Capability.RecentLogin, [After(TimeSpan.FromMinutes(5), "after 5 minutes")]),
        (Capability.Version, [AccountChanged, Used]),
        (Capability.Cursor, [SessionEnded, Deactivated, Deleted]),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        from row in Table
        from act in row.Acts
        select new TestCaseData(row.Capability, act).SetArgDisplayNames(row.Capability.Name, act.Name);

    private static IEnumerable<TestCaseData> Controls =>
        Table.Select(row => new TestCaseData(row.Capability).SetArgDisplayNames(row.Capability.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Capability_WhenVoided_IsRefused(Capability capability, VoidingAct act)
    {
        using CapabilityScene scene = await CapabilityScene.SetAsync(provider);
        await (act.PrepareAsync?.Invoke(scene) ?? Task.CompletedTask);
        Func<Task<bool>> use = await capability.MakeAsync(scene);

        await act.DoAsync(scene, use);

        Assert.That(await use(), Is.False);
    }

    // The control test: without it, a capability that never works would pass.
    [TestCaseSource(nameof(Controls))]
    public async Task Capability_WhenNotVoided_Works(Capability capability)
    {
        using CapabilityScene scene = await CapabilityScene.SetAsync(provider);
        Func<Task<bool>> use = await capability.MakeAsync(scene);

        Assert.That(await use(), Is.True);
    }
}
