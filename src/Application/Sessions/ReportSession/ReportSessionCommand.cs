using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Sessions.ReportSession;

/// <summary>
/// Ends a session that its owner was warned of, for the link in the warning, and sends them one to choose another password.
/// </summary>
public sealed record ReportSessionCommand(Field<string> Token) : IRequest;
