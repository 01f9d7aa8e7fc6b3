using MediatR;

namespace CleanAuth.Application.Operations.GrantStaff;

/// <summary>Makes an account one of the staff.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="AllowUnprovenOwner">Whether to grant although the owner is not proven: the operator knows who registered the account.</param>
public sealed record GrantStaffCommand(string Email, bool AllowUnprovenOwner = false) : IRequest;
