using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Sessions;

namespace CleanAuth.ArchitectureTests.Violators;

/// <summary>Changes sessions without checking the rights of the caller.</summary>
internal sealed class UnguardedStaffHandler(ISessionRepository sessions)
{
    public ISessionRepository Sessions { get; } = sessions;
}

/// <summary>Saves without checking the rights of the caller.</summary>
internal sealed class BypassingStaffHandler(IUnitOfWork unitOfWork)
{
    public IUnitOfWork UnitOfWork { get; } = unitOfWork;
}
