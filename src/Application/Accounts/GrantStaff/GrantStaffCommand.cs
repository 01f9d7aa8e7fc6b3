using MediatR;

namespace CleanAuth.Application.Accounts.GrantStaff;

/// <summary>Makes an account one of the staff.</summary>
public sealed record GrantStaffCommand(string Email) : IRequest;
