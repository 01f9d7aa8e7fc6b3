using NUnit.Framework.Interfaces;

namespace CleanAuth.TestSupport;

/// <summary>Prints the last HTTP exchanges of a test that failed.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PrintExchangesAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
        // Nothing to do: the log of a test begins with its first exchange.
    }

    public void AfterTest(ITest test)
    {
        IReadOnlyCollection<string> exchanges = ExchangeLog.Take(test.Id);
        if (exchanges.Count > 0 && TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            TestContext.Out.WriteLine($"The last {exchanges.Count} HTTP exchanges:");
            foreach (string exchange in exchanges)
            {
                TestContext.Out.WriteLine(exchange);
            }
        }
    }
}
