using CleanAuth.Application.Admin;
using CleanAuth.WebApi.AdminPages.Shared;
using CleanAuth.WebApi.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>Adds the filters of pages to their controllers, or removes the controllers if the pages are disabled.</summary>
internal sealed class AdminPagesConvention(AdminOptions options) : IApplicationModelConvention
{
    // The largest form is the one for rights with every group selected. More keys would only load the form reader.
    private const int MaxFormKeys = 1_024;

    // URL encoding makes a profile at most three times as large.
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
