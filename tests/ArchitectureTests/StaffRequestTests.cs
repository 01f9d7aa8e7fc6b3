using System.Reflection;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Admin;
using CleanAuth.ArchitectureTests.Violators;
using MediatR;

namespace CleanAuth.ArchitectureTests;

/// <summary>Staff change data only by <c>StaffUpdates</c>, which checks their rights in the transaction.</summary>
internal sealed class StaffRequestTests
{
    private const string Always = "always";
    private const string Never = "never";
    private const string ForAnAddress = "when the address changes";

    /// <summary>Whether a request of staff needs a recent login or the current password. Add each new request to this table.</summary>
    private static readonly Dictionary<string, string> Reauthentication = new()
    {
        ["BulkUpdateUsersCommand"] = Never,
        ["AddGroupCommand"] = Always,
        ["AddUserCommand"] = Always,
        ["BlacklistUserTokenCommand"] = Never,
        ["ChangeGroupCommand"] = Always,
        ["ChangeRightsCommand"] = Always,
        ["ChangeUserCommand"] = ForAnAddress,
        ["EndUserSessionCommand"] = Never,
        ["EndUserSessionsCommand"] = Never,
        ["ExportUsersQuery"] = Always,
        ["GetGroupQuery"] = Never,
        ["GetOverviewQuery"] = Never,
        ["GetStaffMemberQuery"] = Never,
        ["GetUserQuery"] = Never,
        ["ListEventsQuery"] = Never,
        ["ListGroupsQuery"] = Never,
        ["ListRefreshTokensQuery"] = Never,
        ["ListUserSessionsQuery"] = Never,
        ["ListUsersQuery"] = Never,
        ["DeleteGroupCommand"] = Always,
        ["DeleteUserCommand"] = Always,
        ["SendAccountLinkCommand"] = Never,
        ["SetUserActiveCommand"] = Never,
        ["SetUserPasswordCommand"] = Always,
        ["TraceSessionQuery"] = Never,
    };

    // Each of these saves without checking the rights of the caller in the transaction.
    private static readonly string[] BypassingServices = [nameof(IAccountUpdates), nameof(IUnitOfWork)];

    private static Type[] Requests => [.. Layers.Types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IStaffRequest)))];

    [Test]
    public void Reauthentication_WhenARequestIsForStaff_MatchesTheTable()
    {
        Dictionary<string, string> declared = Requests.ToDictionary(type => type.Name, type =>
            type.IsDefined(typeof(NeedsReauthenticationAttribute)) ? Always
            : type.IsAssignableTo(typeof(IReauthenticatedRequest)) ? ForAnAddress
            : Never);

        Assert.That(declared, Is.EquivalentTo(Reauthentication));
    }

    [Test]
    public void Commands_WhenTheyAreForStaff_ChangeDataOnlyByStaffUpdates()
    {
        Type[] handlers = [.. Requests.Where(type => type.Name.EndsWith("Command", StringComparison.Ordinal)).Select(HandlerOf)];

        Assert.That(handlers, Is.Not.Empty);
        Assert.That(handlers.Where(type => !IsGuarded(type)), Is.Empty);
        Assert.That(handlers.Where(BypassesStaffUpdates), Is.Empty);
    }

    [TestCase(typeof(UnguardedStaffHandler), ExpectedResult = false)]
    [TestCase(typeof(BypassingStaffHandler), ExpectedResult = true)]
    public bool Commands_WhenTheyBypassStaffUpdates_AreReported(Type handler)
    {
        Assert.That(IsGuarded(handler), Is.False);
        return BypassesStaffUpdates(handler);
    }

    private static Type HandlerOf(Type request) => Layers.Types.Single(type =>
        type.GetInterfaces().Any(contract =>
            contract.IsGenericType
            && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
            && contract.GetGenericArguments()[0] == request));

    // The handler, or a part of the use case in the same folder, depends on StaffUpdates.
    private static bool IsGuarded(Type handler) => AllDependenciesOf(handler).Contains("StaffUpdates");

    private static bool BypassesStaffUpdates(Type handler) => AllDependenciesOf(handler).Intersect(BypassingServices).Any();

    private static string[] AllDependenciesOf(Type handler) =>
    [
        .. DependenciesOf(handler).Select(type => type.Name),
        .. DependenciesOf(handler).Where(type => type.Namespace == handler.Namespace).SelectMany(DependenciesOf).Select(type => type.Name),
    ];

    private static Type[] DependenciesOf(Type type) =>
    [
        .. type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType),
    ];
}
