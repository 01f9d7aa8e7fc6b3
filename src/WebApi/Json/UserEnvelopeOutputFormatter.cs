using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace CleanAuth.WebApi.Json;

/// <summary>
/// Writes <c>{"user": …}</c> for endpoints with <see cref="UserEnvelopeAttribute"/>. The error mapper writes errors itself.
/// </summary>
internal sealed class UserEnvelopeOutputFormatter(JsonSerializerOptions options) : SystemTextJsonOutputFormatter(options)
{
    public override bool CanWriteResult(OutputFormatterCanWriteContext context) =>
        UserEnvelopeAttribute.AppliesToResponse(context.HttpContext) && base.CanWriteResult(context);

    public override Task WriteAsync(OutputFormatterWriteContext context)
    {
        Dictionary<string, object?> envelope = new() { [UserEnvelopeAttribute.Member] = context.Object };
        return base.WriteAsync(
            new OutputFormatterWriteContext(context.HttpContext, context.WriterFactory, envelope.GetType(), envelope)
            {
                ContentType = context.ContentType,
                ContentTypeIsServerDefined = context.ContentTypeIsServerDefined,
            });
    }
}
