using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>Looks for a view in the folder of its controller, then in Shared. The namespace of the controller names the folder.</summary>
internal sealed class ViewLocations : IViewLocationExpander
{
    private const string Key = "folder";

    private static readonly string Root = $"{typeof(ViewLocations).Namespace}.";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        string ns = (context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo.Namespace ?? "";
        context.Values[Key] = ns.StartsWith(Root, StringComparison.Ordinal) ? ns[Root.Length..].Replace('.', '/') : "Shared";
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/AdminPages/{context.Values[Key]}/{{0}}.cshtml", .. viewLocations];
}
