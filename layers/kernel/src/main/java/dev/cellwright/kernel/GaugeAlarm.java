package dev.cellwright.kernel;

/// That somebody is to look when something that a module measures behind its queue passes a bound.
///
/// @param metric as the module's [dev.cellwright.kernel.observe.Gauges] name it
/// @param above the highest value that is still well
/// @param meaning what is the matter then, for whoever is called
/// @param security whether it is told to those who look after attacks, and not to those who keep
///   the cell running
public record GaugeAlarm(String metric, long above, String meaning, boolean security) {}
