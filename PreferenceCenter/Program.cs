using PreferenceCenter.Hosting;

return await Commands.RunAsync(args, settings => WebServer.RunAsync([.. settings], Console.Error));
