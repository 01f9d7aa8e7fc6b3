using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Sessions.ReportSession;

/// <summary>
/// Ends a session by the link in a new-device email, and emails the owner a password reset link.
/// </summary>
public sealed record ReportSessionCommand(Field<string> Token) : IRequest;
