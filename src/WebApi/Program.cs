using CleanAuth.Application;
using CleanAuth.Infrastructure;
using CleanAuth.WebApi;
using CleanAuth.WebApi.Cli;

return await Guard.RunAsync(() =>
{
    // Settings lie beside the program, wherever it is started from.
    WebApplicationBuilder builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    builder.Services
        .AddApplication()
        .AddInfrastructure(builder.Configuration)
        .AddWebApi();
    if (CommandLine.IsNamedBy(args))
    {
        // An operator wants the result of the command, not the log of the service.
        builder.Logging.AddFilter((string? _, LogLevel level) => level >= LogLevel.Warning);
    }

    WebApplication app = builder.Build();
    app.UseWebApi();

    return new CommandLine(app, app.PrepareDatabaseAsync, app.LoadStateAsync).RunAsync(args);
});
