using CleanAuth.Application.Admin;
using CleanAuth.WebApi.AdminPages.Shared;
using CleanAuth.WebApi.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>Gives the pages their filters, whichever controller they are in; or takes them away where nobody wants them.</summary>
internal sealed class AdminPagesConvention(AdminOptions options) : IApplicationModelConvention
{
    // A rights form with every group ticked needs the most, and more keys than that are an attack on the reader.
    private const int MaxFormKeys = 1_024;

    // A byte of a profile takes up to three in a form.
    private const int MaxFormSize = 4 * KestrelSetup.MaxBodySize;

    public void Apply(ApplicationModel application)
    {
        foreach (ControllerModel controller in application.Controllers.Where(IsPage).ToList())
        {
            if (!options.Enabled)
            {
                application.Controllers.Remove(controller);
                continue;
            }

            controller.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            controller.Filters.Add(new RequestSizeLimitAttribute(MaxFormSize));
            controller.Filters.Add(new RequestFormLimitsAttribute { ValueCountLimit = MaxFormKeys });
            controller.Filters.Add(new TypeFilterAttribute(typeof(PageFilter)));
        }
    }

    private static bool IsPage(ControllerModel controller) => controller.Attributes.OfType<AdminPageAttribute>().Any();
}
