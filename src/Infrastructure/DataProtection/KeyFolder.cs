using System.Xml.Linq;
using CleanAuth.Infrastructure.Files;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.DataProtection;

/// <summary>The folder of the Data Protection keys. The framework creates the files with mode 0600; a shared folder needs 0660.</summary>
internal sealed class KeyFolder(DirectoryInfo folder, ILoggerFactory loggerFactory) : FileSystemXmlRepository(folder, loggerFactory)
{
    public override void StoreElement(XElement element, string friendlyName)
    {
        base.StoreElement(element, friendlyName);
        PrivateFiles.ShareWithGroup(Path.Combine(Directory.FullName, $"{friendlyName}.xml"));
    }
}
