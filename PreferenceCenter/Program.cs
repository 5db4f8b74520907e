using PreferenceCenter.Hosting;

return await Commands.RunAsync(args, settings => Server.RunAsync([.. settings], Console.Error));
