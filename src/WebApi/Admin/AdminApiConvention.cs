using CleanAuth.Application.Admin;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CleanAuth.WebApi.Admin;

/// <summary>Removes the API for staff where it is switched off: its routes are then unknown, and the API's document lacks them.</summary>
internal sealed class AdminApiConvention(AdminOptions options) : IApplicationModelConvention
{
    private const string Root = "api/admin";

    public void Apply(ApplicationModel application)
    {
        foreach (ControllerModel controller in application.Controllers.Where(IsSwitchedOff).ToList())
        {
            application.Controllers.Remove(controller);
        }
    }

    private bool IsSwitchedOff(ControllerModel controller) =>
        !options.ApiEnabled
        && controller.Selectors.Any(selector => selector.AttributeRouteModel?.Template?.StartsWith(Root, StringComparison.Ordinal) is true);
}
