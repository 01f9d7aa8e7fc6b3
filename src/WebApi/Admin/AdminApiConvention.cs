using CleanAuth.Application.Admin;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CleanAuth.WebApi.Admin;

/// <summary>Removes the API for staff if it is disabled. Its routes then return 404, and the OpenAPI document lacks them.</summary>
internal sealed class AdminApiConvention(AdminOptions options) : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        if (options.ApiEnabled)
        {
            return;
        }

        foreach (ControllerModel controller in application.Controllers.Where(IsForStaff).ToList())
        {
            application.Controllers.Remove(controller);
        }
    }

    private static bool IsForStaff(ControllerModel controller) => controller.Attributes.OfType<StaffApiAttribute>().Any();
}
