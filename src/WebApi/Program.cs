using CleanAuth.Application;
using CleanAuth.Infrastructure;
using CleanAuth.WebApi;
using CleanAuth.WebApi.Cli;

return await ErrorReporting.RunAsync(() =>
{
    // Read appsettings.json from the folder of the program, whatever the working directory is.
    WebApplicationBuilder builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    builder.Services
        .AddApplication()
        .AddInfrastructure(builder.Configuration)
        .AddWebApi();
    if (CommandLine.StartsWithCommand(args))
    {
        // Show the result of the command, not the log of the service.
        builder.Logging.AddFilter((string? _, LogLevel level) => level >= LogLevel.Warning);
    }

    WebApplication app = builder.Build();
    app.UseWebApi();

    return new CommandLine(app, app.PrepareDatabaseAsync, app.LoadStateAsync).RunAsync(args);
});
