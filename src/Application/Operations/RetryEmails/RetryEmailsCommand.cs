using MediatR;

namespace CleanAuth.Application.Operations.RetryEmails;

/// <summary>Makes emails due again whose attempts had ended. Returns their number.</summary>
public sealed record RetryEmailsCommand : IRequest<int>;
