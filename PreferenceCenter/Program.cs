using PreferenceCenter.Data;
using PreferenceCenter.Hosting;

if (CultureLibrary.Fault() is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return ProgramSettings.ExitCode;
}
KeyFile.KeepNewFilesToTheOwner();
return await Commands.RunAsync(args, (settings, stop) => WebServer.RunAsync([.. settings], Console.Error, stop));
