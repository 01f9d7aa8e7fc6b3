using MediatR;

namespace CleanAuth.Application.Operations.RetryEmails;

/// <summary>Has the messages tried again that were given up; answers how many there were.</summary>
public sealed record RetryEmailsCommand : IRequest<int>;
