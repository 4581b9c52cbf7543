/// Radians in a degree.
let degree = Double.pi / 180
/// Standard gravity, m/s²: 3rd General Conference on Weights and Measures, 1901.
let standardGravity = 9.80665
