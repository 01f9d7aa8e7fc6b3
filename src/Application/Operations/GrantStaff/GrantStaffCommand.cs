using MediatR;

namespace CleanAuth.Application.Operations.GrantStaff;

/// <summary>Gives an account staff status.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="AllowUnprovenOwner">
/// Whether to skip the check that the owner has proven the address. The operator knows who registered the account.
/// </param>
public sealed record GrantStaffCommand(string Email, bool AllowUnprovenOwner = false) : IRequest;
