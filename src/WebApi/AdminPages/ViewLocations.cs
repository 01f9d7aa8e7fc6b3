using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>Searches a view in the folder of its controller before the shared folder.</summary>
internal sealed class ViewLocations : IViewLocationExpander
{
    private const string Key = "folder";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        string ns = (context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo.Namespace ?? "";
        context.Values[Key] = ns.Split('.')[^1];
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/AdminPages/{context.Values[Key]}/{{0}}.cshtml", .. viewLocations];
}
